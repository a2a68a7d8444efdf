package fetch

// Public is public, for its table of tests.
var Public = public
