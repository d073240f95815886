// The root of the module. The .mod file on its command line lists the dependencies of a program.
module why401/oracle

go 1.26
