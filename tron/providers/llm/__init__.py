"""Language models in calls: one client of OpenAI's protocol, and a file for each provider that says how it differs."""
