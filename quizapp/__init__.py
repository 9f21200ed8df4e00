"""Who answers, when a fact returns, and how well it goes."""
