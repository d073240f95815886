//! Turns evidence and diagnosis into the report: offsets in UTF-16, secrets removed.

mod case;

use std::cell::OnceCell;

use crate::clock::Difference;
use crate::diagnosis::Diagnosis;
use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::next;
use crate::diagnosis::pill::Tone;
use crate::diagnosis::prediction::Prediction;
use crate::diagnosis::rules::{answers, form as diagnosis_form};
use crate::finding::any_jwt::key::public_key_words;
use crate::finding::cause::{Cause, Reader};
use crate::finding::clock::tool;
use crate::finding::code::CodeFinding;
use crate::finding::key_and_secret::KeyAndSecret;
use crate::finding::sentence::{
    Messages, Part, Pasted, Sentence, about_token, begins_with, plain, standalone, words,
};
use crate::finding::{
    self, Classify, Explain, KnownText, LocatedFinding, form, programming_language,
};
use crate::key::Key;
use crate::key::check::KeyCheck;
use crate::paste::date::{FoundDate, Source};
use crate::paste::pair::{Basis, Pair};
use crate::paste::secret_word::{self, SecretWord};
use crate::paste::url::ServerEvidence;
use crate::repair::panel;
use crate::secret::Signature;
use crate::sentence;
use crate::server::refusal::LEEWAY;
use crate::server::wording::{ERROR, TOKEN};
use crate::service::{Kind, Service, claim};
use crate::text::json::{self, Kind as JsonKind, Value};
use crate::text::span::{Places, Utf16Offsets};
use crate::text::{NumericDate, Span as Place};
use crate::token::claims::Claim as Registered;
use crate::token::grants;

use super::redaction::{Redaction, WORDS};
use super::{
    Answer, AskedAt, Candidate, Claim, ClockOffset, Cloud, Defect, Finding, Found,
    FoundDate as ReportedDate, FoundKey, FoundOpaque, FoundPair, FoundText, FoundUrl, Grant,
    Report, SignatureState, Span, Step, Verdict,
};

impl Report {
    /// Builds the report.
    pub(crate) fn build(evidence: &Evidence, mut diagnosis: Diagnosis, messages: Messages) -> Self {
        let text = &evidence.text;
        let end = text.char_indices().nth(PICTURE);
        let shown = &text[..end.map_or(text.len(), |(at, _)| at)];
        let words = secret_word::find(shown);
        if words.len() > WORDS {
            diagnosis.add(KeyAndSecret::WordsLeft { removed: WORDS });
        }
        Builder {
            evidence,
            offsets: OnceCell::new(),
            redaction: Redaction::new(evidence, &words),
            shown,
            words,
            messages,
        }
        .report(diagnosis)
    }
}

struct Builder<'a> {
    evidence: &'a Evidence,
    /// `None` if the paste is ASCII: then a byte is a unit of UTF-16.
    offsets: OnceCell<Option<Utf16Offsets<'a>>>,
    redaction: Redaction,
    /// The part of the paste of which there may be a picture.
    shown: &'a str,
    /// The words in it that may be secrets.
    words: Vec<SecretWord>,
    /// The language of the reader.
    messages: Messages<'a>,
}

/// In whose words the claims of a token are told.
#[derive(Clone, Copy)]
enum Vocabulary {
    /// `LiveKit`'s.
    Livekit,
    /// Those of standards, and of another service.
    Other(Option<Service>),
}

/// The characters of the paste of which there may be a picture: of 20,000 units of UTF-16 each character has one or two.
const PICTURE: usize = 20_000;

/// The fewest characters of a token that a placeholder replaces in an answer.
const SHORTEST_ECHO: usize = 20;

/// The maximum number of keys that are listed: a set of a service has a few.
const KEYS: usize = 100;

/// The maximum depth of listed members.
const LEVELS: usize = 8;

impl Builder<'_> {
    fn report(&self, diagnosis: Diagnosis) -> Report {
        let Diagnosis {
            verdict,
            certain,
            pill,
            snippets,
            findings,
            said,
            fixes,
            other_findings,
            checks,
            comparison,
            slots,
            measure,
            predictions,
            candidates,
            steps,
            changes_at,
            next,
        } = diagnosis;
        let next_said = next
            .as_ref()
            .is_some_and(|next| begins_with(&verdict.fix, next));
        let asked_at = self.evidence.asked_at;
        let tone = verdict.pill.tone();
        Report {
            verdict: Verdict {
                outcome: verdict.outcome,
                certain,
                pill: pill.text(self.messages),
                tone,
                message: self.message(&verdict.message),
                snippets: self.snippets(snippets),
                fix: self.fix(&verdict.fix),
            },
            findings: (findings.iter().zip(said).zip(fixes))
                .map(|((located, said), fix)| self.finding(located, said, &fix))
                .collect(),
            other_findings: indexes(&other_findings),
            checks: checks.iter().map(|check| self.check(check)).collect(),
            candidates: {
                let is_worker = next::is_of_worker(&findings);
                (candidates.iter())
                    .map(|cause| self.candidate(*cause, is_worker))
                    .collect()
            },
            answers: self.answers(&predictions),
            // Which rooms and workers LiveKit Cloud has is not known.
            cloud: (predictions.first())
                .filter(|newest| newest.latest().status < 400 || !newest.presumes_empty_server())
                .map(|newest| Cloud {
                    status: newest.latest().status,
                    told: self.evidence.is_cloud(),
                }),
            steps: (steps.into_iter())
                .map(|(name, state)| Step {
                    name: words(name, self.messages),
                    state,
                })
                .collect(),
            asked_at: AskedAt {
                earliest: asked_at.instants.earliest.0,
                latest: asked_at.instants.latest.0,
                assumed: asked_at.is_assumed(),
            },
            clocks: (self.evidence.clocks.iter()).map(clock_offset).collect(),
            changes_at,
            found: self.found(&findings),
            tokens: (self.evidence.distinct.iter())
                .map(|places| self.token(places[0]))
                .collect(),
            subject: self.subject(),
            comparison: self.comparison(comparison),
            slots: self.slots(&slots),
            leeway: self.leeway(),
            measure: measure.map(|command| self.redaction.text(&command)),
            next_said,
            next: next.map(|next| self.message(&next)),
            offer: panel::offer(self.evidence, tone == Tone::Good),
        }
    }

    /// The leeway of the server's clock. Another service has its own, if any.
    fn leeway(&self) -> f64 {
        let is_foreign = self
            .evidence
            .token()
            .is_some_and(diagnosis_form::is_foreign);
        if is_foreign || self.evidence.is_elsewhere {
            0.0
        } else {
            LEEWAY
        }
    }

    fn finding(&self, located: &LocatedFinding, said: bool, fix: &Sentence) -> Finding {
        Finding {
            code: located.finding.code(),
            cause: located.finding.cause(),
            certain: located.certain,
            said,
            message: self.message(&standalone(located.finding.clause())),
            fix: self.fix(fix),
            spans: self.spans(&located.spans),
        }
    }

    /// A sentence, finished.
    fn message(&self, message: &Sentence) -> Vec<Part> {
        self.redaction.message(message.render(self.messages))
    }

    /// A fix with code for the SDK of the reader.
    fn fix(&self, fix: &Sentence) -> Vec<Part> {
        let fix = programming_language::for_reader(fix.render(self.messages), self.evidence.sdk());
        self.redaction.message(fix)
    }

    /// Neighboring releases with the same answer become one group.
    fn answers(&self, predictions: &[Prediction]) -> Vec<Answer> {
        let mut answers = Vec::new();
        let mut rest = predictions;
        while let Some(last) = rest.first() {
            let (answer, is_settled) = (last.latest(), last.is_settled());
            let mut first = last;
            let mut told = false;
            while let Some((one, older)) = rest.split_first()
                && (one.latest().status, &one.latest().body, one.is_settled())
                    == (answer.status, &answer.body, is_settled)
            {
                (first, rest) = (one, older);
                told |= self.evidence.points_to(one.release);
            }
            let is_newest = answers.is_empty();
            answers.push(Answer {
                since: first.release.since.name(),
                until: (!is_newest).then(|| last.release.until.name()),
                // If all releases fit, there is nothing to point out.
                told: told && !(is_newest && rest.is_empty()),
                exact: last.is_exact(self.evidence.knows_keys()),
                status: answer.status,
                body: self.body(&answer.body),
            });
        }
        answers
    }

    /// The body of an answer. Some releases repeat the whole token in it, as it was sent.
    fn body(&self, body: &[u8]) -> String {
        let calls = self.evidence.paste.calls.iter();
        let carried = calls.filter_map(|call| Some(call.token.as_ref()?.text.as_str()));
        let own = self.evidence.token().map(|token| token.jws.text.as_str());
        let mut body = json::lossy(body).into_owned();
        // A word such as `invalid` shows what was sent, and hides nothing.
        let is_token = |text: &&str| text.len() >= SHORTEST_ECHO && text.contains('.');
        let echo = |token: &str| [TOKEN, token, ERROR].concat();
        let mut sent = own.into_iter().chain(carried).filter(is_token);
        if let Some(token) = sent.find(|token| body.contains(&echo(token))) {
            body = body.replacen(&echo(token), &echo("<your token>"), 1);
        }
        self.redaction.text(&body)
    }

    fn found(&self, findings: &[LocatedFinding]) -> Found {
        let paste = &self.evidence.paste;
        Found {
            tokens: self.found_tokens(),
            pairs: (paste.pairs.iter().enumerate())
                .filter(|(at, pair)| {
                    pair.basis != Basis::Guess || self.evidence.made_signature(*at)
                })
                .map(|(at, pair)| self.pair(at, pair))
                .collect(),
            urls: (paste.urls.iter())
                .map(|url| FoundUrl {
                    origin: self.redaction.text(&url.origin),
                    server: url.evidence > ServerEvidence::None,
                    spans: self.spans(&[url.span]),
                })
                .collect(),
            dates: self.dates(),
            refusals: self.refusals(),
            symptoms: self.symptoms(findings),
            keys: (self.evidence.any_jwt.keys.iter().take(KEYS))
                .map(|key| self.key(key))
                .collect(),
            opaque: (self.evidence.any_jwt.opaque.iter())
                .map(|opaque| FoundOpaque {
                    service: opaque.service.id(),
                    kind: opaque.kind,
                    spans: self.spans(&[opaque.span]),
                })
                .collect(),
            hidden: self.spans(&self.hidden()),
        }
    }

    /// The answers of the server. A log may repeat one of them on each line: its meaning is worded once.
    fn refusals(&self) -> Vec<FoundText> {
        let answers = self.evidence.answers.iter();
        let mut worded: Vec<(&KnownText, FoundText)> = Vec::new();
        (answers.chain(&self.evidence.other_answers))
            .map(|(reading, span)| {
                let meaning = answers::meaning(reading);
                let known = worded
                    .iter()
                    .position(|(known, _)| std::ptr::eq(*known, meaning));
                let at = known.unwrap_or_else(|| {
                    worded.push((meaning, self.text(meaning, *span)));
                    worded.len() - 1
                });
                let (_, first) = &worded[at];
                FoundText {
                    code: first.code,
                    label: first.label.clone(),
                    spans: self.spans(&[*span]),
                }
            })
            .collect()
    }

    /// What a picture of the beginning of the paste should mask. A token has its own picture.
    fn hidden(&self) -> Vec<Place> {
        let tokens = self.evidence.tokens.iter();
        let tokens = Places::new(tokens.flat_map(|token| token.spans.clone()).collect());
        let mut hidden: Vec<Place> = self.words.iter().map(|word| word.span).collect();
        hidden.extend(self.redaction.spans(self.shown).spans());
        for pair in &self.evidence.paste.pairs {
            hidden.extend(pair.secret.iter().map(|(_, span)| *span));
        }
        let keys = self.evidence.any_jwt.keys.iter();
        hidden.extend(keys.filter(|key| key.is_private).map(|key| key.span));
        Places::new(hidden).without(&tokens)
    }

    /// Answers of HTTP, known texts, and mistakes in code.
    fn symptoms(&self, findings: &[LocatedFinding]) -> Vec<FoundText> {
        let paste = &self.evidence.paste;
        let is_response = |located: &&LocatedFinding| {
            let mut responses = paste.responses.iter();
            responses.any(|response| located.spans == [response.span])
        };
        let responses = (findings.iter().filter(is_response))
            .map(|located| self.text(&located.finding, located.spans[0]));
        let said = finding::known(&paste.known_texts);
        let said = (said.into_iter()).map(|(known, span)| self.text(known, span));
        let mistakes = (paste.mistakes.iter()).map(|&mistake| {
            (
                mistake.span,
                CodeFinding {
                    mistake,
                    explains: false,
                    correction: None,
                },
            )
        });
        let mistakes = mistakes.map(|(span, finding)| self.text(&finding, span));
        let comparison = tool::Code::ClockComparison.known();
        let comparisons = (paste.comparisons.iter()).map(|found| self.text(comparison, found.span));
        (responses.chain(said))
            .chain(mistakes)
            .chain(comparisons)
            .collect()
    }

    fn text(&self, finding: &impl Explain, span: Place) -> FoundText {
        FoundText {
            code: finding.code(),
            label: plain(&self.message(&about_token(finding.clause()))),
            spans: self.spans(&[span]),
        }
    }

    fn candidate(&self, cause: Cause, is_worker: bool) -> Candidate {
        let pairs = &self.evidence.paste.pairs;
        let reader = Reader {
            sdk: self.evidence.sdk(),
            has_token: self.evidence.token().is_some(),
            has_secret: pairs.iter().any(|pair| pair.secret.is_some()),
            is_worker,
        };
        Candidate {
            cause,
            message: self.message(&cause.sentence()),
            check: self.fix(&cause.check(reader)),
        }
    }

    fn pair(&self, at: usize, pair: &Pair) -> FoundPair {
        let spans = pair.spans();
        FoundPair {
            key: pair.key.as_ref().map(|(key, _)| self.redaction.text(key)),
            secret_length: pair
                .secret
                .as_ref()
                .map(|(secret, _)| count(secret.expose().chars().count())),
            place: plain(&self.message(&self.evidence.pair_name(at).listed())),
            signature: match self.evidence.signature() {
                Signature::Valid { pair } if pair == at => SignatureState::Valid,
                Signature::NearMiss { pair, .. } if pair == at => SignatureState::NearMiss,
                Signature::Unchecked => SignatureState::Unchecked,
                _ if pair.secret.is_none() || !pair.basis.is_sure() => SignatureState::Unchecked,
                _ => SignatureState::Invalid,
            },
            fits: self.fits(pair),
            spans: self.spans(&spans),
            secret_span: pair.secret.as_ref().map(|(_, span)| self.span(*span)),
        }
    }

    /// The HTTP dates; of log lines, which may be many, the first, the last, and the one that shows when the server was
    /// asked.
    fn dates(&self) -> Vec<ReportedDate> {
        let dates = &self.evidence.paste.dates;
        let by = self.evidence.asked_at.by.map(|(_, span)| span);
        let is_told = |at: usize, date: &FoundDate| {
            date.source == Source::HttpDate
                || at == 0
                || at + 1 == dates.len()
                || Some(date.span) == by
        };
        (dates.iter().enumerate())
            .filter(|(at, date)| is_told(*at, date))
            .map(|(_, date)| self.date(date))
            .collect()
    }

    fn date(&self, date: &FoundDate) -> ReportedDate {
        ReportedDate {
            earliest: date.instants.earliest.0,
            latest: date.instants.latest.0,
            label: words(
                match date.source {
                    Source::HttpDate => "HTTP Date header",
                    Source::LogLine => "time of a log line",
                    Source::Request => "time of a request in the HAR",
                    Source::Machine => "time of a machine",
                },
                self.messages,
            ),
            spans: self.spans(&[date.span]),
        }
    }

    fn key(&self, key: &Key) -> FoundKey {
        let certificate = key.certificate.as_ref();
        FoundKey {
            form: key.form.name(),
            kty: key.kty(),
            label: (key.public()).map(|key| public_key_words(key).text(self.messages)),
            kid: key.kid.as_ref().map(|kid| self.redaction.text(kid)),
            private: key.is_private,
            subject: certificate.map(|certificate| self.redaction.text(&certificate.subject)),
            not_after: certificate.map(|certificate| certificate.not_after.0),
            spans: self.spans(&[key.span]),
        }
    }

    /// How a token's signature relates to the secrets and keys of the paste.
    fn signature(&self, at: usize) -> SignatureState {
        match (
            self.evidence.signatures[at],
            self.evidence.any_jwt.checks[at],
        ) {
            (Signature::Valid { .. }, _) | (_, KeyCheck::Valid { .. }) => SignatureState::Valid,
            (Signature::NearMiss { .. }, _) | (_, KeyCheck::NearMiss { .. }) => {
                SignatureState::NearMiss
            }
            (Signature::Invalid, _) | (_, KeyCheck::Invalid { .. }) => SignatureState::Invalid,
            (
                Signature::Unchecked,
                KeyCheck::Unchecked | KeyCheck::Ambiguous { .. } | KeyCheck::Unsuited { .. },
            ) => SignatureState::Unchecked,
        }
    }

    fn token(&self, at: usize) -> super::Token {
        let token = &self.evidence.tokens[at];
        let recognition = self.evidence.any_jwt.recognitions[at];
        let is_elsewhere = self.evidence.is_elsewhere && self.evidence.subject == Some(at);
        let jws = &token.jws;
        let service = match recognition.service {
            Some(Service::Livekit) => Vocabulary::Livekit,
            None if !(is_elsewhere || diagnosis_form::is_foreign(token)) => Vocabulary::Livekit,
            service => Vocabulary::Other(service),
        };
        let header = jws
            .header
            .root()
            .filter(|root| root.kind() == JsonKind::Object);
        let instant = |claim: &Registered<NumericDate>| claim.value().map(|date| date.0);
        super::Token {
            header: header.map(|header| self.members(service, "", header, LEVELS)),
            claims: jws
                .claims_set()
                .map(|set| self.members(service, "", set, LEVELS)),
            defects: (jws.defects.iter())
                .map(|defect| Defect {
                    message: self.message(&standalone(form::defect(defect))),
                    spans: self.spans(&token.spans),
                })
                .collect(),
            service: recognition.service.map(Service::id),
            kind: recognition.kind.map(Kind::id),
            signature: self.signature(at),
            grants: jws
                .claims_set()
                .map(|set| self.grants(set))
                .unwrap_or_default(),
            minter: token.minter.map(crate::token::minter::Minter::words),
            iat: instant(&token.claims.iat),
            nbf: instant(&token.claims.nbf),
            exp: instant(&token.claims.exp),
        }
    }

    /// Lists the members of an object, or the elements of an array. `object` is its name, which decides the meaning of
    /// members.
    fn members(
        &self,
        service: Vocabulary,
        object: &str,
        value: Value,
        levels: usize,
    ) -> Vec<Claim> {
        if levels == 0 {
            return Vec::new();
        }
        let members = value.members().map(|(name, value)| {
            let name = name.string().unwrap_or_default();
            self.claim(service, object, &name, value, levels - 1)
        });
        let elements = (value.elements().enumerate())
            .map(|(at, value)| self.claim(service, object, &at.to_string(), value, levels - 1));
        members.chain(elements).collect()
    }

    fn claim(
        &self,
        service: Vocabulary,
        object: &str,
        name: &str,
        value: Value,
        levels: usize,
    ) -> Claim {
        let is_date = object.is_empty() && matches!(name, "exp" | "nbf" | "iat");
        let source = || json::lossy(value.source());
        Claim {
            kind: value.kind().word(),
            value: self.redaction.text(&value.string().unwrap_or_else(source)),
            members: self.members(service, name, value, levels),
            meaning: (match service {
                Vocabulary::Livekit => grants::meaning(object, name),
                Vocabulary::Other(service) => (object.is_empty())
                    .then(|| claim::meaning(service, name))
                    .flatten(),
            })
            .map(|meaning| words(meaning, self.messages)),
            instant: value
                .number()
                .filter(|_| is_date)
                .and_then(|number| number.parse().ok())
                .filter(|at: &f64| at.is_finite()),
            name: self.redaction.text(name),
        }
    }

    fn grants(&self, set: Value) -> Vec<Grant> {
        let words = |permission: &grants::Permission| {
            let may = if permission.allows {
                "may "
            } else {
                "may not "
            };
            let permits = sentence![may, permission.what];
            let message = match permission.only.clone() {
                Some(only) => sentence![permits, ": ", Pasted(only)],
                None => permits,
            };
            Grant {
                claim: permission.claim.clone(),
                allows: permission.allows,
                default: permission.default,
                message: self.message(&message),
            }
        };
        grants::permissions(set).iter().map(words).collect()
    }

    fn spans(&self, spans: &[Place]) -> Vec<Span> {
        spans.iter().map(|span| self.span(*span)).collect()
    }

    fn span(&self, span: Place) -> Span {
        let text = &self.evidence.text;
        let offsets = self
            .offsets
            .get_or_init(|| (!text.is_ascii()).then(|| Utf16Offsets::new(text)));
        let unit = |at| offsets.as_ref().map_or(at, |offsets| offsets.offset(at));
        Span {
            start: count(unit(span.start)),
            end: count(unit(span.end)),
        }
    }
}

/// An unknown end is infinite, which JSON cannot express.
fn clock_offset(known: &Difference) -> ClockOffset {
    let end = |end: f64| Some(end).filter(|end| end.is_finite());
    ClockOffset {
        clock: known.whose.name(),
        reference: known.reference.name(),
        least: end(known.offset.least),
        most: end(known.offset.most),
        through_proxy: known.through_proxy,
        contradicted: known.is_contradicted,
    }
}

/// Indexes as JavaScript has them.
fn indexes(of: &[usize]) -> Vec<u32> {
    of.iter().map(|at| count(*at)).collect()
}

/// A JavaScript string has fewer than 2^32 units.
fn count(units: usize) -> u32 {
    u32::try_from(units).unwrap_or(u32::MAX)
}
