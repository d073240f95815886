//! Why a claim was changed, in a few words for a table.

use crate::finding::Code;
use crate::finding::answer::Code as Answer;
use crate::finding::form::Code as Form;
use crate::finding::grants::Code as Grants;
use crate::finding::refusal::Code as Refusal;
use crate::finding::time::Code as Time;

/// The finding that a change answers, as a sentence about the claim before the change.
pub fn words(why: Code) -> &'static str {
    match why {
        Code::Answer(Answer::Expired | Answer::ExpiredBeforeValid) => "It had passed.",
        Code::Answer(Answer::NotYetValid | Answer::IssuedInFuture) => "It was in the future.",
        Code::Answer(Answer::MissingExp) => "LiveKit requires it since v1.13.6.",
        Code::Answer(Answer::UnknownKey) => "It has to be the API key of the secret.",
        Code::Answer(Answer::WrongGrantType) | Code::Refusal(Refusal::WrongClaimType) => {
            "It had the wrong type."
        }
        Code::Answer(Answer::AlgorithmNotAllowed) => "LiveKit accepts only HS256.",
        Code::Answer(Answer::NoIdentity) => "A participant needs an identity.",
        Code::Answer(Answer::NoRoom) => "The token has to name a room.",
        Code::Answer(Answer::MissingGrant) => "The call needs it.",
        Code::Answer(Answer::RoomConfig) => "LiveKit could not read it.",
        Code::Refusal(Refusal::NoKey) => "It has to name the API key.",
        Code::Refusal(Refusal::CriticalHeader) => "LiveKit knows no extensions.",
        Code::Refusal(Refusal::NoVideoGrant | Refusal::NoRoomJoin) => "It permits joining.",
        Code::Form(Form::RepeatedMember) => "It was there twice.",
        Code::Grants(Grants::MisnamedGrant) => "LiveKit knows it by this name only.",
        Code::Time(Time::TimeInMilliseconds) => "It was in milliseconds.",
        Code::Time(Time::TimeInMicroseconds) => "It was in microseconds.",
        Code::Time(Time::TimeInNanoseconds) => "It was in nanoseconds.",
        Code::Time(Time::TimeAsText) => "It was a string.",
        Code::Time(Time::LifetimeAsTime) => "It was a lifetime, not an instant.",
        Code::Time(Time::LifeNegative) => "The lifetime was negative.",
        Code::Time(Time::LifeZero) => "The lifetime was zero.",
        Code::Time(Time::LifeTiny | Time::LifeUnit) => "The lifetime was too short to connect.",
        _ => "LiveKit refused it.",
    }
}
