"""What can be asked: facts of articles, and the questions made of them."""
