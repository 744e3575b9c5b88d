"""Speech to text: vendors, and the practice recogniser."""
