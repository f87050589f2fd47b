namespace FashionRef.Training.Runs;

/// <summary>The place of a run in a study.</summary>
/// <param name="Name">The study's name.</param>
/// <param name="PlanSha256">The hash of the study's plan.</param>
/// <param name="Number">The run's number in it.</param>
/// <param name="Experiment">The run's experiment.</param>
public sealed record StudyMark(string Name, string PlanSha256, int Number, string Experiment);
