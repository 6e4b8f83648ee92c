-- Labels must exist, be visible and not be jumped into the scope of a local.
local function syntax(source)
  local chunk, message = load(source, "=c")
  print(chunk and "accepted" or message)
end
syntax "goto missing" -- expect: c:1: no visible label 'missing' for <goto> at line 1
syntax "\n\ngoto missing" -- expect: c:3: no visible label 'missing' for <goto> at line 3
syntax "do ::inner:: end goto inner" -- expect: c:1: no visible label 'inner' for <goto> at line 1
syntax "goto inner do ::inner:: end" -- expect: c:1: no visible label 'inner' for <goto> at line 1
syntax "goto skip local a ::skip:: print(a)" -- expect: c:1: <goto skip> at line 1 jumps into the scope of 'a'
syntax "goto skip local a ::skip::" -- expect: accepted
syntax "goto skip local a ::skip:: ;;; ::other::" -- expect: accepted
syntax "do goto skip local a ::skip:: end" -- expect: accepted
syntax "goto skip local a ::skip:: do end" -- expect: c:1: <goto skip> at line 1 jumps into the scope of 'a'
syntax "repeat if x then goto cont end local a ::cont:: until a"
-- expect: c:1: <goto cont> at line 1 jumps into the scope of 'a'
syntax "repeat if x then goto cont end local a ::cont:: until b"
-- expect: c:1: <goto cont> at line 1 jumps into the scope of 'a'
syntax "::twice:: ::twice::" -- expect: c:1: label 'twice' already defined on line 1
syntax "::twice:: \n do ::twice:: end" -- expect: c:2: label 'twice' already defined on line 1
syntax "do ::twice:: end ::twice::" -- expect: accepted
syntax "::out:: local function f() goto out end" -- expect: c:1: no visible label 'out' for <goto> at line 1
syntax "local function f() ::in_f:: end goto in_f" -- expect: c:1: no visible label 'in_f' for <goto> at line 1
syntax "goto" -- expect: c:1: <name> expected near <eof>
syntax "goto 1" -- expect: c:1: <name> expected near '1'
syntax "::label" -- expect: c:1: '::' expected near <eof>
syntax "::1::" -- expect: c:1: <name> expected near '1'
syntax "goto break" -- expect: c:1: <name> expected near 'break'
syntax "goto f local function f() end ::f:: return f" -- expect: c:1: <goto f> at line 1 jumps into the scope of 'f'
syntax "goto f global g ::f:: return" -- expect: c:1: <goto f> at line 1 jumps into the scope of 'g'
syntax "goto continue; ::continue:: ::continue2:: goto continue2" -- expect: accepted
