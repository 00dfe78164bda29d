"""What people see of each noun: its tables and its sentences."""
