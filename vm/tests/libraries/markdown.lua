-- dialects: 5.1
-- A page turned into HTML by the library markdown, which lives on patterns and gsub.
require 'markdown'
local convert = markdown
local page = [[
Title
=====

Second title
------------

### Third *title* ###

A paragraph with *emphasis*, **strong words**, `code <b>` and a [link](http://example.com "Title").
Two spaces at the end  
break the line. A [reference][one] and an ![image](picture.png).

* a list
* with **items**
    * nested
    * twice

1. one
2. two

> A quotation
> goes on
>
> > nested

    code & more code
        indented <tags>

- - -

<div>raw *html*</div>

Escapes: \*no\* \`code\` 1 < 2 & AT&T &copy; <http://example.com/?a=1&b=2>

[one]: http://one.example/  "The one"
]]
print((convert(page)))
print(#convert(page:rep(30)))
