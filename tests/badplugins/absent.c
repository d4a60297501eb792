int absent_function(void) { return 0; }
