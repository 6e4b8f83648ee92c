-- os.getenv gives the value of an environment variable, or fail.
print(os.getenv "PERILUNE_SURELY_NOT_SET_ANYWHERE", os.getenv "") -- expect: nil	nil
print(type(os.getenv "PATH"), #os.getenv "PATH" > 0) -- expect: string	true
print(os.getenv "NO=SUCH", os.getenv(12345)) -- expect: nil	nil
print(pcall(os.getenv)) -- expect: false	bad argument #1 to 'os.getenv' (string expected, got no value)
print(pcall(os.getenv, nil)) -- expect: false	bad argument #1 to 'os.getenv' (string expected, got nil)
print(pcall(os.getenv, {})) -- expect: false	bad argument #1 to 'os.getenv' (string expected, got table)
