//! What each release answers to the token or to a call in the paste, at each time at which it may have been asked.

use std::rc::Rc;

use crate::paste::call::Call;
use crate::server::refusal::{LEEWAY, Refusal, RequestRefusal};
use crate::server::release::{RELEASES, Release};
use crate::server::{Answer, Join, Keys, PreparedRequest, Request};
use crate::text::{Interval, NumericDate};
use crate::token::Token;

use super::evidence::Evidence;

/// The answers of one release.
pub struct Prediction {
    /// The release.
    pub release: &'static Release,
    /// Its answers in the order of time: one for each stretch in which the checks of the token's times give the same
    /// result.
    pub answers: Vec<Answer>,
    /// Whether the call is to a method of the API or to WHIP: their results depend on the server's rooms.
    pub is_of_api: bool,
}

impl Prediction {
    /// The answer at the last possible instant.
    pub fn latest(&self) -> &Answer {
        &self.answers[self.answers.len() - 1]
    }

    /// Whether the answer is the same at every possible instant.
    pub fn is_settled(&self) -> bool {
        let latest = self.latest();
        let alike =
            |answer: &Answer| (answer.status, &answer.body) == (latest.status, &latest.body);
        self.answers.iter().all(alike)
    }

    /// Whether the release accepts the token at every possible instant.
    pub fn always_accepts(&self) -> bool {
        self.answers.iter().all(|answer| refusal(answer).is_none())
    }

    /// Whether the release accepts the token at some possible instant.
    pub fn ever_accepts(&self) -> bool {
        self.answers.iter().any(|answer| refusal(answer).is_none())
    }

    /// Whether its answers depend on the token alone, and not on the form or route of a call.
    pub fn is_about_token(&self) -> bool {
        let is_about_token = |answer: &Answer| match refusal(answer).map(|refusal| &**refusal) {
            None => answer.status < 300 || answer.refusal.is_some(),
            Some(Refusal::Request(refusal)) => refusal.is_about_token(),
            Some(_) => true,
        };
        self.answers.iter().all(is_about_token)
    }

    /// Whether its latest answer is that of a server without rooms, participants, agents and Redis.
    pub fn presumes_empty_server(&self) -> bool {
        match self.latest().refusal.as_deref() {
            None => self.is_of_api,
            Some(Refusal::Request(RequestRefusal::Api(error))) => error.depends_on_server(),
            Some(refusal) => *refusal == Refusal::Request(RequestRefusal::NoWorkers),
        }
    }

    /// Whether its latest answer is known to the byte: it assumes nothing that the paste does not show. `knows_keys` is whether the
    /// paste shows the secrets of the server.
    pub fn is_exact(&self, knows_keys: bool) -> bool {
        // A malformed token is refused without any key, and so is a text that is not a token.
        let needs_keys = !matches!(
            self.latest().refusal.as_deref(),
            Some(
                Refusal::Malformed(_)
                    | Refusal::Request(RequestRefusal::NoToken | RequestRefusal::NotBearer)
            )
        );
        self.is_settled() && !self.presumes_empty_server() && (knows_keys || !needs_keys)
    }

    /// Every refusal, in the order of time.
    pub fn refusals(&self) -> impl Iterator<Item = &Refusal> {
        self.answers
            .iter()
            .filter_map(|answer| refusal(answer).map(|refusal| &**refusal))
    }
}

/// The release in the picture: the one that an answer in the paste points to, or else the newest.
pub fn asked<'a>(evidence: &Evidence, predictions: &'a [Prediction]) -> Option<&'a Prediction> {
    let mut predictions = predictions.iter();
    let newest = predictions.as_slice().first();
    predictions
        .find(|prediction| evidence.points_to(prediction.release))
        .or(newest)
}

/// Why the token is refused: the server looks for rooms, participants and Redis only after it has taken the token.
pub fn refusal(answer: &Answer) -> Option<&Rc<Refusal>> {
    let refusal = answer.refusal.as_ref()?;
    let depends_on_server = match &**refusal {
        Refusal::Request(RequestRefusal::Api(error)) => error.depends_on_server(),
        refusal => *refusal == Refusal::Request(RequestRefusal::NoWorkers),
    };
    (!depends_on_server).then_some(refusal)
}

/// Why the newest release refuses the call for its form or route, with any token.
pub fn of_form(called: &[Prediction]) -> Option<Rc<Refusal>> {
    let refusal = refusal(called.first()?.latest())?;
    let is_form = matches!(
        &**refusal,
        Refusal::Request(refusal) if refusal.is_about_form() || refusal.is_about_route()
    );
    is_form.then(|| Rc::clone(refusal))
}

/// Asks each release to accept the token: `GET /rtc/validate`, as the client SDKs do. Newest release first.
pub fn predict(token: &Token, keys: &Keys, asked_at: Interval) -> Vec<Prediction> {
    let join = Join::new(&token.jws.text, keys);
    ask(&instants(token, asked_at), false, |release, at| {
        join.answer(release, at)
    })
}

/// Asks each release the call in the paste; `token` is the one that it carries, if it is complete. Newest release
/// first.
pub fn predict_call(
    call: &Call,
    token: Option<&Token>,
    keys: &Keys,
    asked_at: Interval,
) -> Vec<Prediction> {
    let request = Request::from(call);
    let request = PreparedRequest::new(&request, keys);
    let instants = token.map_or_else(|| vec![asked_at.latest], |token| instants(token, asked_at));
    ask(&instants, !call.is_join(), |release, at| {
        request.answer(release, at)
    })
}

fn ask(
    instants: &[NumericDate],
    is_of_api: bool,
    answer: impl Fn(&Release, NumericDate) -> Answer,
) -> Vec<Prediction> {
    let prediction = |release| Prediction {
        release,
        is_of_api,
        answers: instants.iter().map(|at| answer(release, *at)).collect(),
    };
    RELEASES.iter().rev().map(prediction).collect()
}

/// What a token is judged by.
pub enum Question {
    /// To let it join, as the client SDKs ask.
    Join,
    /// The call that it is for.
    Call(Call),
}

/// Why a release refuses a token at an instant, if it does.
pub type Refusals<'a> = dyn Fn(&Release, NumericDate) -> Option<Rc<Refusal>> + 'a;

impl Question {
    /// Why a release refuses the token at an instant. The token is read once for all of them.
    pub fn refusals<'a>(&'a self, token: &Token, keys: &'a Keys<'a>) -> Box<Refusals<'a>> {
        match self {
            Self::Join => {
                let join = Join::new(&token.jws.text, keys);
                Box::new(move |release, at| refusal(&join.answer(release, at)).cloned())
            }
            Self::Call(call) => {
                let request = PreparedRequest::new(&Request::from(call), keys);
                Box::new(move |release, at| refusal(&request.answer(release, at)).cloned())
            }
        }
    }
}

/// Both ends of the interval, and one instant in each stretch between the times of the token.
fn instants(token: &Token, asked_at: Interval) -> Vec<NumericDate> {
    let Interval { earliest, latest } = asked_at;
    if asked_at.is_instant() {
        return vec![latest];
    }
    let mut instants = vec![earliest];
    let mut last_cut = None;
    let mut at = earliest.0;
    while let Some(cut) = token
        .claims
        .next_change(at, LEEWAY)
        .filter(|cut| *cut < latest.0)
    {
        if let Some(last) = last_cut {
            instants.push(NumericDate(f64::midpoint(last, cut)));
        }
        last_cut = Some(cut);
        at = cut;
    }
    instants.push(latest);
    instants
}
