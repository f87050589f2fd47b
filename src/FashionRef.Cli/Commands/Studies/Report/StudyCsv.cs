using System.Globalization;
using System.Text;
using FashionRef.Studies.Report;
using FashionRef.Training.Runs;

namespace FashionRef.Cli.Commands.Studies.Report;

/// <summary>A study's runs as CSV: numbers in the shortest form that reads back to the same double.</summary>
internal static class StudyCsv
{
    /// <summary>A header and a line for each run that is done, ended by LF. Where held_out has a number, the test figures are of so many of the last training images.</summary>
    public static string Format(StudyReport report)
    {
        StringBuilder text = new("number,experiment,seed,model,engine,epochs,batch_size,learning_rate,jitter,figure,test_accuracy,test_loss,seconds,file,pixels,held_out,parameters\n");
        foreach (ReportedStudyRun run in report.Runs)
        {
            RunSettings settings = run.Run.Settings;
            text.Append(
                CultureInfo.InvariantCulture,
                $"{run.Run.Number},{run.Run.Experiment},{settings.Seed},{settings.Model},{settings.Engine},{settings.Epochs},{settings.BatchSize},{settings.LearningRate},{settings.Jitter},{run.Figure},{run.TestAccuracy},{run.TestLoss},{run.Seconds},{settings.File?.Name},{settings.File?.Pixels},{settings.HeldOut},{run.Parameters}\n");
        }

        return text.ToString();
    }
}
