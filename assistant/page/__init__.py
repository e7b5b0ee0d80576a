"""The parts of the chat page: a sidebar with the documents, a chat, answers with their proof."""
