package fetch

// Public is public, for its table of tests.
var Public = public

// RefusePrivate is a net.Dialer's Control.
var RefusePrivate = refusePrivate
