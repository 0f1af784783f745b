"""Every AWS, HTTP and DynamoDB word lives below here."""
