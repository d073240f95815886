//! Mistakes in the application around a token: its build, its routes, and its code in the browser.

use super::{Kind, OCCURRENCES, Reader, word};
use crate::paste::setting::name::PUBLIC;

impl Reader<'_> {
    /// Secrets in variables that a build publishes to every visitor.
    pub(super) fn public(&mut self) {
        for prefix in PUBLIC {
            let mut end = 0;
            let mut names = self.text.match_indices(prefix);
            let name = names.find_map(|(at, _)| {
                if at < end {
                    return None;
                }
                let name = word(&self.text[at..]);
                end = at + name.len();
                let is_secret = name.contains("SECRET")
                    && (name.contains("LIVEKIT") || name.contains("API_SECRET"));
                is_secret.then_some((at, name))
            });
            if let Some((at, name)) = name {
                self.add(Kind::PublicSecret, at, name.len());
            }
        }
    }

    /// Variables that only the server has, read by code of the browser: a build replaces those with its prefix alone.
    pub(super) fn in_browser(&mut self) {
        let text = self.text;
        let is_client = text.contains("'use client'") || text.contains("\"use client\"");
        for (mark, is_browser) in [("process.env.", is_client), ("import.meta.env.", true)] {
            for (at, _) in text.match_indices(mark).filter(|_| is_browser) {
                let name = word(&text[at + mark.len()..]);
                if name.starts_with("LIVEKIT") && !name.contains("SECRET") && !name.contains("KEY")
                {
                    self.add(Kind::ServerVariable, at, mark.len() + name.len());
                    return;
                }
            }
        }
    }

    /// A route without a request, which Next.js up to 14 answers once and for all when it is built.
    pub(super) fn static_route(&mut self) {
        const ROUTE: &str = "export async function GET()";
        const DYNAMIC: [&str; 6] = [
            "force-dynamic",
            "revalidate",
            "cookies(",
            "headers(",
            "noStore",
            "searchParams",
        ];
        let text = self.text;
        if let Some(at) = text.find(ROUTE)
            && text[at..].contains("AccessToken(")
            && !DYNAMIC.into_iter().any(|mark| text.contains(mark))
        {
            self.add(Kind::StaticRoute, at, ROUTE.len());
        }
    }

    /// A body of Express that the receiver of webhooks is given: it is text only behind a parser for it.
    pub(super) fn webhook(&mut self) {
        const CALL: &str = ".receive(req.body";
        const READERS: [&str; 6] = [
            "express.raw",
            "express.text",
            "bodyParser.raw",
            "bodyParser.text",
            "rawBody",
            "fastify",
        ];
        let text = self.text;
        let is_read = || READERS.into_iter().any(|reader| text.contains(reader));
        if let Some(at) = text.find(CALL)
            && text.contains("WebhookReceiver(")
            && text.contains("express()")
            && !is_read()
        {
            self.add(Kind::WebhookBody, at + 1, CALL.len() - 1);
        }
    }

    /// The parsed answer of a token route that is given to `connect` or `LiveKitRoom` as it is.
    pub(super) fn whole_answer(&mut self) {
        let text = self.text;
        for (at, call) in text.match_indices(".json()").take(OCCURRENCES) {
            let start = text[..at].rfind(['\n', ';']).map_or(0, |end| end + 1);
            let statement = text[start..at].trim_start();
            let declared = ["const ", "let ", "var "].into_iter();
            let Some(name) = declared
                .filter_map(|of| statement.strip_prefix(of))
                .map(word)
                .next()
            else {
                continue;
            };
            // A member of it may be taken on the same line.
            let is_whole = !text[at + call.len()..]
                .trim_start_matches(')')
                .starts_with(['.', '[']);
            let behind = &text[at..];
            let is_sent = || {
                let is_argument = |(at, mark): (usize, &str)| {
                    let arguments = behind[at + mark.len()..].split([')', '\n']).next();
                    let second = arguments.and_then(|arguments| arguments.split(',').nth(1));
                    second.is_some_and(|second| second.trim() == name)
                };
                behind.match_indices(".connect(").any(is_argument)
                    || behind.contains(&format!("token={{{name}}}"))
            };
            if !name.is_empty() && is_whole && is_sent() {
                self.add(
                    Kind::WholeAnswer,
                    start + text[start..].find(name).unwrap_or_default(),
                    name.len(),
                );
                return;
            }
        }
    }
}
