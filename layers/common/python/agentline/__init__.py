"""AgentLine: call screening, rating, credit and invoice bases for paid-advice lines."""
