//! Groups: levels with their labels, read in a row and put together to pinpoints.

use super::aside::aside_end;
use super::label::{Label, decimal, label_at};
use super::{APPENDIX, IGNORED, LEVEL_WORDS, LEVELS, Pinpoint};
use crate::Span;
use crate::reference::words::skip;
use crate::text::set::words;
use crate::text::token::{Case, Class, Words};
use crate::text::tokens::Tokens;

/// A level and the labels under it: `điểm a, b và đ`.
#[derive(Clone, Copy)]
struct Group {
    level: u32,
    from: usize,
    to: usize,
    /// `các` before it: the smaller part is one of each, `khoản 1 các điều 134, 135 và 226`.
    each: bool,
}

/// Reads groups from `at` up to `limit`, puts the pinpoints out, and says where the last one ends. `asides`: brackets may
/// say what the parts are about.
pub(super) fn parse(text: &Tokens, at: usize, limit: usize, asides: bool, out: &mut Vec<Pinpoint>) -> Option<usize> {
    let mut groups: [Group; 24] = [Group { level: IGNORED, from: 0, to: 0, each: false }; 24];
    let mut labels: [Option<(Label, Span)>; 64] = [None; 64];
    let (mut n, mut l, mut pos, mut end) = (0, 0, at, at);
    while n < groups.len() && pos < limit {
        let Some((level, after)) = LEVEL_WORDS.at(text, pos) else { break };
        let from = l;
        let each = text.last_token(pos).filter(|t| t.one_of(words!["các"]));
        let each = each.and_then(|t| text.last_token(t.span.start() as usize)).is_some_and(|t| t.class != Class::Mark);
        pos = skip(text, after);
        // `Phụ lục ban hành kèm theo`: named, not numbered.
        let Some(read) = read_labels(text, pos, level, limit, &mut labels, &mut l) else { break };
        end = read;
        if let Some(closed) = aside_end(text, end).filter(|&closed| asides && closed <= limit) {
            end = closed;
        }
        groups[n] = Group { level, from, to: l, each };
        n += 1;
        pos = join_end(text, end);
    }
    // `điểm 3 mục II`; `điểm 3` alone is something else.
    let whole = |group: &Group| {
        let mut labels = labels[group.from..group.to].iter().flatten();
        group.level == 0 && labels.any(|(label, _)| label.as_str().bytes().all(|b| b.is_ascii_digit()))
    };
    if n == 0 || groups[..n].iter().any(whole) && groups[..n].iter().all(|group| group.level == 0) {
        return None;
    }
    combine(&groups[..n], &labels, out);
    Some(end)
}

/// After a group: over `,`, `;`, `/`, a dash, `và`, `hoặc`, `của`, `các`, `từ` to the next level word.
pub(super) fn join_end(text: &Tokens, at: usize) -> usize {
    let mut pos = skip(text, at);
    for _ in 0..3 {
        let Some(token) = text.token_at(pos) else { break };
        let joints = words![",", ";", "/", ".", "-", "và", "hoặc", "của", "các", "từ"];
        if token.one_of(joints) && token.case == Case::Lower {
            pos = skip(text, token.span.end() as usize);
        } else {
            break;
        }
    }
    pos
}

fn read_labels(
    text: &Tokens,
    at: usize,
    level: u32,
    limit: usize,
    labels: &mut [Option<(Label, Span)>; 64],
    count: &mut usize,
) -> Option<usize> {
    let (mut pos, mut end, mut any) = (at, at, false);
    while *count < labels.len() && pos < limit {
        let Some((label, label_end)) = label_at(text, pos, Some(level)).filter(|(_, e)| *e <= limit) else { break };
        labels[*count] = Some((label, Span::of(pos, label_end)));
        *count += 1;
        any = true;
        end = label_end;
        // `từ khoản 1 đến khoản 6`, `Điều 3-5`.
        if let Some(range_end) = range(text, end, level, label, limit, labels, count) {
            end = range_end;
        }
        let mut next = skip(text, end);
        let Some(token) = text.token_at(next) else { break };
        if !matches!(&text[token.span], "," | ";" | "và" | "hoặc") {
            break;
        }
        next = skip(text, token.span.end() as usize);
        if let Some(and) = text.token_at(next).filter(|t| matches!(&text[t.span], "và" | "hoặc")) {
            next = skip(text, and.span.end() as usize);
        }
        if LEVEL_WORDS.at(text, next).is_some() {
            break;
        }
        pos = next;
    }
    any.then_some(end)
}

/// The rest of a range after its first label: the labels between are counted out.
fn range(
    text: &Tokens,
    at: usize,
    level: u32,
    first: Label,
    limit: usize,
    labels: &mut [Option<(Label, Span)>; 64],
    count: &mut usize,
) -> Option<usize> {
    let joint = text.token_at(skip(text, at))?;
    if !matches!(&text[joint.span], "đến" | "-" | "–") {
        return None;
    }
    let mut pos = skip(text, joint.span.end() as usize);
    if let Some((again, after)) = LEVEL_WORDS.at(text, pos) {
        if again != level {
            return None;
        }
        pos = skip(text, after);
    }
    let (last, end) = label_at(text, pos, Some(level)).filter(|(_, e)| *e <= limit)?;
    let (from, to) = (first.as_str().parse::<u16>().ok()?, last.as_str().parse::<u16>().ok()?);
    if to <= from {
        return None;
    }
    let span = Span::of(pos, end);
    for value in from + 1..=to {
        let mut digits = [0u8; 5];
        let label = decimal(value, &mut digits).and_then(Label::new)?;
        *labels.get_mut(*count)? = Some((label, span));
        *count += 1;
    }
    Some(end)
}

/// The most pinpoints of one mention; a range of more is cut.
const MOST: usize = 60;

/// Turns groups into pinpoints. Small parts come before large ones (`khoản 1 Điều 40`) unless the first group is larger
/// than the last (`Điều 5 khoản 3`).
fn combine(groups: &[Group], labels: &[Option<(Label, Span)>; 64], out: &mut Vec<Pinpoint>) {
    let base = out.len();
    let kept = || groups.iter().filter(|g| (g.level as usize) < LEVELS);
    let (Some(first), Some(last)) = (kept().next(), kept().next_back()) else { return };
    if first.level > last.level {
        let mut context = Pinpoint::default();
        let mut groups = kept().peekable();
        while let Some(group) = groups.next() {
            let level = group.level as usize;
            for lower in 0..=level {
                *context.slot(lower) = None;
            }
            let goes_down = groups.peek().is_some_and(|next| next.level < group.level);
            for (label, span) in labels[group.from..group.to].iter().flatten() {
                let mut part = context;
                *part.slot(level) = Some(*label);
                part.span = *span;
                if goes_down && group.to - group.from == 1 {
                    context = part;
                } else if out.len() - base < MOST {
                    out.push(part);
                }
            }
        }
        return;
    }
    for group in kept() {
        let level = group.level as usize;
        let mut own = labels[group.from..group.to].iter().flatten();
        // An appendix holds no articles: `khoản 2 Điều 3 và Phụ lục I` are two.
        let open = |part: &Pinpoint| {
            part.highest().is_some_and(|h| h < level && !(level == APPENDIX && part.article.is_some()))
        };
        if out[base..].iter().any(open) {
            let (first, count) = (own.next(), out.len());
            while let Some((label, span)) = if group.each { own.next() } else { None } {
                for i in base..count {
                    if open(&out[i]) && out.len() - base < MOST {
                        let mut part = Pinpoint { span: *span, ..out[i] };
                        *part.slot(level) = Some(*label);
                        out.push(part);
                    }
                }
            }
            if let Some((label, _)) = first {
                for part in out[base..count].iter_mut().filter(|part| open(part)) {
                    *part.slot(level) = Some(*label);
                }
            }
        }
        for (label, span) in own {
            if out.len() - base < MOST {
                let mut part = Pinpoint { span: *span, ..Pinpoint::default() };
                *part.slot(level) = Some(*label);
                out.push(part);
            }
        }
    }
}
