"""`taika demo`: the sample branch's day from end to end, without a window, every step checked."""
