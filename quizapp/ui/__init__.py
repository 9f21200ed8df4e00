"""What draws: interactions, feedback, charts; the only owner of session state."""
