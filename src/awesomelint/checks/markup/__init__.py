"""Links and emphasis that do not come out as meant."""
