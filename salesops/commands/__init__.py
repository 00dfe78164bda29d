"""The face: one file per noun; a command is options, one call into core, one emit."""
