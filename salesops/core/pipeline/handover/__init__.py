"""Giving customers, deals and plans to another rep."""
