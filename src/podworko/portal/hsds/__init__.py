"""The public register in the words of the Human Services Data Specification 3.0 (Open Referral)."""
