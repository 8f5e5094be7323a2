package moltis.config.check;

import java.util.Optional;
import moltis.config.schema.Category;
import moltis.config.schema.KeyPath;
import moltis.config.schema.Severity;
import moltis.config.section.BudgetConfig;
import moltis.config.section.MoltisConfig;
import moltis.config.section.PriceConfig;

/** Budgets and prices. */
final class MoneyRules {

    private final MoltisConfig config;
    private final Findings findings;

    MoneyRules(ConfigRules.Facts facts, Findings findings) {
        this.config = facts.config();
        this.findings = findings;
    }

    void check() {
        notNegative(KeyPath.of("budget", "day"), config.budget().day());
        notNegative(KeyPath.of("budget", "month"), config.budget().month());
        amounts(KeyPath.of("budget", "session"), config.budget().session());
        amounts(KeyPath.of("budget", "key"), config.budget().key());
        int percent = config.budget().noticePercent();
        if (percent < 1 || percent > 100) wrong(KeyPath.of("budget", "notice_percent"), "must be from 1 to 100.");
        config.prices().forEach((model, price) -> price(KeyPath.of("prices", model), model, price));
    }

    private void amounts(KeyPath table, BudgetConfig.Amounts amounts) {
        notNegative(table.child("day"), amounts.day());
        notNegative(table.child("month"), amounts.month());
    }

    private void price(KeyPath table, String model, PriceConfig price) {
        if (!model.contains("::"))
            findings.add(
                    Severity.WARNING,
                    Category.INVALID_VALUE,
                    table,
                    "is the price of no model.",
                    "Name the model as \"provider::model\"; * stands for anything.");
        notNegative(table.child("input"), Optional.of(price.input()));
        notNegative(table.child("output"), Optional.of(price.output()));
        notNegative(table.child("cache_read"), price.cacheRead());
        notNegative(table.child("cache_write"), price.cacheWrite());
    }

    private void notNegative(KeyPath path, Optional<Double> dollars) {
        if (dollars.filter(amount -> amount < 0 || !Double.isFinite(amount)).isPresent())
            wrong(path, "must not be negative.");
    }

    private void wrong(KeyPath path, String what) {
        findings.add(Severity.ERROR, Category.INVALID_VALUE, path, what, "");
    }
}
