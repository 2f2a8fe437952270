"""The words that all stages share: intake, answers, verdicts and the plan."""
