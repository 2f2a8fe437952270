"""What is done with a programme over its weeks: begin it, look at it, report, export, delete."""
