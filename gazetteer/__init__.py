"""Named places of Syria: their spellings, where they lie, and how a name finds them. Knows no report, no event and no map."""
