"""`agentline bench`: the budgets of design.md section 6, measured on the machine at hand."""
