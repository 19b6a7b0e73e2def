"""``python -m withdrawal_concepts``: the command line."""

from withdrawal_concepts.cli import main

if __name__ == "__main__":
    main()
