-- Drops the catalogue and the settings.
drop table
    ops.object_version, ops.arming, ops.clock, ops.setting, ops.derived_value, ops.subject,
    ops.rule_setting, ops.personal_data, ops.collateral, ops.decision, ops.rule_choice, ops.rule, ops.area, ops.severity;
