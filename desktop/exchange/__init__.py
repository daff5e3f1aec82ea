"""Files in and out: workbooks behind a gate, WeCom's exports, reports."""
