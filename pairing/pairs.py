"""Conversations to question-answer pairs."""

from chatmine.records import Conversation, Pair


def pairs(conversation: Conversation) -> list[Pair]:
    """A pair for each user turn that an assistant turn follows; numbered by place, see `numbering`."""
    turns = conversation.turns
    answered = [
        (question, answer)
        for question, answer in zip(turns, turns[1:], strict=False)
        if question.role == "user" and answer.role == "assistant"
    ]
    return [
        Pair(conversation=conversation.id, number=place, position=place, question=question, answer=answer)
        for place, (question, answer) in enumerate(answered)
    ]
