-- `pairs` answers the function `next` that programs have too.
print((pairs {}) == next) -- expect: true
