package dates

import (
	"fmt"
	"strings"

	"estrade/extract"
)

// The pattern language. A pattern is a sequence of items separated by blanks:
//
//	semaine        a token whose folded form is the word; punctuation is a word too
//	du|de|d'       one of several words
//	=/             as before, and nothing stands between it and the token before it
//	[ ... ]        what may be left out
//	( ... ; ... )  one or the other
//	{ ... }        any number of times, at most maxRepeat
//	DAY            a slot: one or several tokens that have a value; see slots
//	<le|les>       at the start: the token before is one of these, and not part of the match
//
// Everything is tried greedily and from left to right. A match never spans an
// empty line.
const maxRepeat = 12

type opcode uint8

const (
	opWord opcode = iota
	opSlot
	opSplit // try x, then y
	opJump  // go on at x
	opMatch
)

type instruction struct {
	op     opcode
	joined bool
	words  []string
	slot   slot
	x, y   int
}

// program is a compiled pattern.
type program struct {
	code  []instruction
	after []string // the token before the match is one of these; nil for any
}

// capture is the value of a slot.
type capture struct {
	slot     string
	n        int  // a number, or an index into a table
	part     part // of DATE and DAY
	from, to int  // tokens
}

// compile translates a pattern. Errors name what is wrong with it.
func compile(pattern string, slots map[string]slot) (*program, error) {
	p := &program{}
	items := strings.Fields(pattern)
	if len(items) > 0 && len(items[0]) > 2 && items[0][0] == '<' && strings.HasSuffix(items[0], ">") {
		p.after = strings.Split(items[0][1:len(items[0])-1], "|")
		items = items[1:]
	}
	rest, err := p.sequence(items, slots)
	if err != nil {
		return nil, fmt.Errorf("pattern %q: %w", pattern, err)
	}
	if len(rest) > 0 {
		return nil, fmt.Errorf("pattern %q: %q closes nothing", pattern, rest[0])
	}
	p.emit(instruction{op: opMatch})
	return p, nil
}

func (p *program) emit(i instruction) int {
	p.code = append(p.code, i)
	return len(p.code) - 1
}

// sequence compiles items up to one that closes a group, which it leaves.
func (p *program) sequence(items []string, slots map[string]slot) ([]string, error) {
	for len(items) > 0 {
		item := items[0]
		switch item {
		case "]", ")", "}", ";":
			return items, nil
		case "[":
			split := p.emit(instruction{op: opSplit})
			p.code[split].x = len(p.code)
			rest, err := p.group(items[1:], "]", slots)
			if err != nil {
				return nil, err
			}
			p.code[split].y = len(p.code)
			items = rest
			continue
		case "{":
			split := p.emit(instruction{op: opSplit})
			p.code[split].x = len(p.code)
			rest, err := p.group(items[1:], "}", slots)
			if err != nil {
				return nil, err
			}
			p.emit(instruction{op: opJump, x: split})
			p.code[split].y = len(p.code)
			items = rest
			continue
		case "(":
			rest, err := p.alternatives(items[1:], slots)
			if err != nil {
				return nil, err
			}
			items = rest
			continue
		}
		i := instruction{op: opWord}
		if len(item) > 1 && item[0] == '=' {
			i.joined, item = true, item[1:]
		}
		if 'A' <= item[0] && item[0] <= 'Z' {
			s, ok := slots[item]
			if !ok {
				return nil, fmt.Errorf("no slot %q", item)
			}
			i.op, i.slot = opSlot, s
		} else {
			i.words = strings.Split(item, "|")
		}
		p.emit(i)
		items = items[1:]
	}
	return nil, nil
}

func (p *program) group(items []string, end string, slots map[string]slot) ([]string, error) {
	rest, err := p.sequence(items, slots)
	if err != nil {
		return nil, err
	}
	if len(rest) == 0 || rest[0] != end {
		return nil, fmt.Errorf("%q is missing", end)
	}
	return rest[1:], nil
}

func (p *program) alternatives(items []string, slots map[string]slot) ([]string, error) {
	var jumps []int
	for {
		split := p.emit(instruction{op: opSplit})
		p.code[split].x = len(p.code)
		rest, err := p.sequence(items, slots)
		if err != nil {
			return nil, err
		}
		if len(rest) == 0 || rest[0] != ")" && rest[0] != ";" {
			return nil, fmt.Errorf("%q is missing", ")")
		}
		if rest[0] == ")" {
			// The last alternative needs no split: both ways lead to it.
			p.code[split].y = p.code[split].x
			for _, j := range jumps {
				p.code[j].x = len(p.code)
			}
			return rest[1:], nil
		}
		jumps = append(jumps, p.emit(instruction{op: opJump}))
		p.code[split].y = len(p.code)
		items = rest[1:]
	}
}

// first adds to words what the first token of a match can be, and reports
// whether it can also be a number.
func (p *program) first(pc int, words map[string]bool) (number bool) {
	switch i := p.code[pc]; i.op {
	case opWord:
		for _, w := range i.words {
			words[w] = true
		}
	case opSlot:
		for _, w := range i.slot.first {
			words[w] = true
		}
		return i.slot.number
	case opSplit:
		number = p.first(i.x, words)
		return p.first(i.y, words) || number
	case opJump:
		return p.first(i.x, words)
	}
	return number
}

// run matches p at token at. It returns the token after the match and leaves
// the captures in r.captures.
func (p *program) run(r *reader, at int) (end int, ok bool) {
	if p.after != nil && (at == 0 || !isOneOf(r.tokens[at-1].Fold, p.after)) {
		return 0, false
	}
	return p.step(r, 0, at, at, 0)
}

func (p *program) step(r *reader, pc, from, at, depth int) (int, bool) {
	for {
		i := &p.code[pc]
		switch i.op {
		case opMatch:
			return at, at > from
		case opJump:
			pc = i.x
			continue
		case opSplit:
			if i.x == i.y {
				pc = i.x
				continue
			}
			if depth < 4*maxRepeat {
				n := len(r.captures)
				if end, ok := p.step(r, i.x, from, at, depth+1); ok {
					return end, true
				}
				r.captures = r.captures[:n]
			}
			pc = i.y
			continue
		}
		if i.op == opSlot && i.slot.empty {
			if !i.slot.test(r, at) {
				return 0, false
			}
			pc++
			continue
		}
		if at >= len(r.tokens) || at > from && (r.tokens[at].Gap == extract.Paragraph || i.joined && r.tokens[at].Gap != extract.Joined) {
			return 0, false
		}
		if i.op == opWord {
			if !isOneOf(r.tokens[at].Fold, i.words) {
				return 0, false
			}
			at++
			pc++
			continue
		}
		n, c, ok := i.slot.match(r, at)
		if !ok {
			return 0, false
		}
		c.slot, c.from, c.to = i.slot.name, at, at+n
		r.captures = append(r.captures, c)
		at += n
		pc++
	}
}

func isOneOf(w string, words []string) bool {
	for _, x := range words {
		if w == x {
			return true
		}
	}
	return false
}
