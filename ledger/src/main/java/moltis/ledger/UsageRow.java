package moltis.ledger;

/** One line of a report. @param name the day, model, provider, or session that it is about */
public record UsageRow(String name, UsageSum sum) {}
