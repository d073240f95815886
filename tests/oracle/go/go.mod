// The place of the module. What a program is built against stands in the .mod file named on its command line.
module why401/oracle

go 1.26
