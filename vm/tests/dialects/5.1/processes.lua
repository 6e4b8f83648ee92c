-- What `io.popen` answers.
-- oracle: skip (the reference of this comparison is built without the functions of POSIX that this needs)
print(io.popen("exit 3"):close(), io.popen("echo out"):read("*a"), pcall(io.popen, "true", "r") == true)
-- expect: true	out
-- expect: 	true
