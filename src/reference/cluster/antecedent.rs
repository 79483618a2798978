//! Antecedents: what a back reference (`Nghị quyết này`) means is the nearest earlier document of its type, where nothing
//! else can be meant.

use memchr::memmem;

use super::host::{self, Host, titles};
use super::trail::Trail;
use super::{CHAIN, Clusters, NONE};
use crate::reference::{DocType, Reference};
use crate::segment::sentence_start;
use crate::span::ceil_boundary;
use crate::text::case::{one_of, opens_with, same};
use crate::text::tokens::Tokens;

/// Why a back reference was left by itself.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Abstained {
    /// Nothing of its type stands before it.
    NoAntecedent,
    /// Several documents of its type can be meant.
    Several,
    /// Something of its type that was not extracted stands between.
    Blocked,
    /// It means the page itself: `Nghị định này` on the page of a decree.
    Host,
}

/// How far back references reach, in bytes, where several documents of the type were met.
const REACH: u32 = 900;

impl Clusters {
    /// The group of a back reference.
    pub(super) fn back(&mut self, text: &Tokens, references: &[Reference], at: usize, host: Option<Host>) -> u32 {
        let reference = &references[at];
        let Some(kind) = reference.doc_type.map(DocType::parent) else { return self.groups.lone(text, reference) };
        let own = host.is_some_and(|page| page.is_meant(text, reference, kind));
        let answer = match self.trails.met(kind) {
            _ if own => Err(Abstained::Host),
            None => Err(Abstained::NoAntecedent),
            Some(trail) => self.antecedent(text, references, at, trail),
        };
        let why = match answer {
            Ok(group) => return group,
            Err(why) => why,
        };
        if why == Abstained::Host {
            // The page's own number, where its head bears it: `Số: 18/2024/QĐ-UBND`.
            let head = host::own(text, &references[..at], |r| is_of(r, kind));
            let titled = || titles(text, &references[..at], &self.of).filter(|&i| is_of(&references[i], kind));
            if let Some(head) = head.or_else(titled) {
                return self.of[head];
            }
        }
        self.abstained.push((at as u32, why));
        if !matches!(why, Abstained::Host | Abstained::NoAntecedent) {
            return self.groups.lone(text, reference);
        }
        // All that mean the page itself, or something said before the page began, mean one document.
        let trail = self.trails.of(kind);
        if trail.unbound == NONE {
            trail.unbound = self.groups.lone(text, reference);
        }
        trail.unbound
    }

    /// The document that a back reference means, of those on its type's trail.
    fn antecedent(&self, text: &Tokens, references: &[Reference], at: usize, trail: &Trail) -> Result<u32, Abstained> {
        let (back, near) = (&references[at], &references[trail.last as usize]);
        let between = near.mention.end().max(near.core.end()).min(back.core.start());
        // Past what the antecedent itself acts on: `Thông tư này thay thế Thông tư số 12. Thông tư này …`
        let mut from = between;
        let acts = |i: &usize| {
            let actor = self.actors.get(*i).and_then(|&actor| self.of.get(actor as usize));
            is_of(&references[*i], trail.kind) && actor == Some(&trail.group)
        };
        let objects = (trail.last as usize + 1..at).take(CHAIN).filter(acts);
        for reference in objects.map(|i| &references[i]).chain([back]) {
            if from < reference.core.start() && blocked(text, from, reference.core.start(), trail.kind) {
                return Err(Abstained::Blocked);
            }
            from = from.max(reference.mention.end()).max(reference.core.end());
        }
        if !trail.several {
            return Ok(trail.group);
        }
        // `So với Luật Đất đai 2013, Luật này …`: another than the one that it is held against.
        let gap = text[between as usize..back.core.start() as usize].trim();
        if matches!(gap, "," | ", thì") && held_against(text, near) {
            let other = (0..trail.last as usize).rev().take(CHAIN);
            let mut other = other.filter(|&i| is_of(&references[i], trail.kind) && self.of[i] != trail.group);
            return other.next().map(|i| self.of[i]).ok_or(Abstained::Several);
        }
        // `Nghị định này có hiệu lực từ …`: what takes effect is what the page announced, not what it cites by the way.
        if takes_effect(text, back) {
            let first = references[..at].iter().position(|r| is_of(r, trail.kind));
            let first = first.filter(|&first| self.of[first] != trail.group);
            if let Some(first) = first {
                // `… ban hành Quyết định số 300. Tiếp đó, … ban hành Quyết định số 310.`: both were announced.
                let announced = announced(text, &references[first]) && !announced(text, near);
                return if announced { Ok(self.of[first]) } else { Err(Abstained::Several) };
            }
        }
        if back.core.start() - between > REACH {
            // So far off, only what the page is about can be meant: the one that it names again and again.
            let (group, most, next) = trail.most;
            return if most >= 2 && most > next { Ok(group) } else { Err(Abstained::Several) };
        }
        let rival = |i: usize| is_of(&references[i], trail.kind) && self.of[i] != trail.group;
        // Another document of the type in the antecedent's own sentence can be meant as well.
        let last = trail.last as usize;
        let sentence = sentence_start(text, near.core.start() as usize, REACH as usize) as u32;
        let before = (0..last).rev().take(CHAIN).take_while(|&i| references[i].core.start() >= sentence).any(rival);
        // One that was passed over, but by another document than the antecedent, stands in the way.
        let elsewhere = |i: usize| {
            let actor = self.actors.get(i);
            actor.is_some_and(|&actor| actor != trail.last && self.of.get(actor as usize) != Some(&trail.group))
        };
        let rivals = before || (last + 1..at).take(CHAIN).any(|i| rival(i) && elsewhere(i));
        if rivals { Err(Abstained::Several) } else { Ok(trail.group) }
    }
}

/// Whether a mention is of a type or of its family.
fn is_of(reference: &Reference, kind: DocType) -> bool {
    reference.doc_type.map(DocType::parent) == Some(kind)
}

/// Whether a document is said to take effect, or to replace others, right after it is named.
fn takes_effect(text: &Tokens, reference: &Reference) -> bool {
    let rest = text[reference.core.end() as usize..].trim_start();
    ["có hiệu lực", "chính thức có hiệu lực", "sẽ có hiệu lực", "thay thế"].iter().any(|verb| rest.starts_with(verb))
}

/// Whether a document is named right after the verb with which it was issued: `đã ban hành Nghị định 70/2020/NĐ-CP`.
fn announced(text: &Tokens, reference: &Reference) -> bool {
    let before = text[..reference.core.start() as usize].trim_end();
    ["ban hành", "đã ký", "vừa ký", "công bố", "thông qua"].iter().any(|verb| before.ends_with(verb))
}

/// Whether a document is named for another to be held against: `so với Luật Đất đai 2013`.
fn held_against(text: &Tokens, reference: &Reference) -> bool {
    let before = text[..reference.mention.start() as usize].trim_end();
    ["o với", "hác với", "hay vì"].iter().any(|words| before.ends_with(words))
}

/// Whether something of the type that was not extracted stands in a stretch: `dự thảo Nghị định`, `Nghị quyết của
/// HĐND xã`. A bare type word is no block: it points back as well.
fn blocked(text: &Tokens, start: u32, end: u32, kind: DocType) -> bool {
    let start = start.max(end.saturating_sub(REACH)) as usize;
    let start = ceil_boundary(text, start);
    let stretch = &text[start..end as usize];
    let name = kind.name();
    let first = name.chars().next().map_or(0, char::len_utf8);
    // In lower case the word may be a verb (`quyết định`) or mean documents in general; a draft is one all the same.
    let rest = &name[first..];
    let capital = memmem::find_iter(stretch.as_bytes(), rest).any(|tail| {
        let Some(at) = tail.checked_sub(first).filter(|&at| stretch.is_char_boundary(at)) else { return false };
        let initial = &stretch[at..tail];
        if !same(initial, &name[..first]) || initial == &name[..first] {
            return false;
        }
        let after = stretch[tail + rest.len()..].trim_start();
        let before = stretch[..at].trim_end();
        let described = ["của ", "về ", "do ", "số ", "chuyên đề", "mới", "liên tịch", "riêng"];
        let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let plural = one_of(last, &["các", "những", "nhiều"]);
        !plural && (described.iter().any(|word| after.starts_with(word)) || before.ends_with("một"))
    });
    let draft = |word: &str| {
        let behind = |at: usize| stretch[at + word.len()..].trim_start();
        memmem::find_iter(stretch.as_bytes(), word).any(|at| opens_with(behind(at), name))
    };
    capital || draft("dự thảo") || draft("Dự thảo") || stretch.trim_end().ends_with(" một")
}
