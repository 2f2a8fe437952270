"""Measures the search against other solvers on the same instances and the same objective."""
