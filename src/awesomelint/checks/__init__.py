"""One function a rule, bound by name: `checks/<category>/<rule_id>.py` has `check`."""
