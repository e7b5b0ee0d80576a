"""The review brief (审查要点) of one document: what goes in (`brief`), and how it is set (`typesetting`)."""
