"""日清单模板: templates looked at, changed and previewed; leave and substitutes."""
