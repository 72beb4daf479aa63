"""Time expressions: their words, their grammar, the tense around them, and the values they stand for."""
