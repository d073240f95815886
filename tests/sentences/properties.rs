//! What holds for every sentence, whatever is pasted.
