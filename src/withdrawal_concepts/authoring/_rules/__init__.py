"""The rules, by subject. Each rule reads a whole folder and adds findings to its drafts."""
