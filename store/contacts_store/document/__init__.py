"""The text of one YAML file: read with positions, edited without touching what a change does not mean."""
