"""What we claim about speed, as ratios to a peer or a floor measured in the same run."""
