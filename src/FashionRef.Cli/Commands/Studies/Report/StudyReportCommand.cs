using System.CommandLine;
using System.Text.Json;
using FashionRef.Cli.Documents;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Files;
using FashionRef.Formats.Json;
using FashionRef.Report.Images;
using FashionRef.Report.Studies;
using FashionRef.Studies;
using FashionRef.Studies.Report;

namespace FashionRef.Cli.Commands.Studies.Report;

/// <summary><c>study report</c>: what a study found.</summary>
internal static class StudyReportCommand
{
    public static Command Create()
    {
        Argument<string> folder = StudyStatusCommand.FolderArgument();
        Option<string?> csv = CommonOptions.OptionalFile("--csv", "Write a row for each run that is done, for R or pandas.");
        Option<string?> markdown = CommonOptions.OptionalFile("--markdown", "Write the report as Markdown, above all what helps, does nothing and harms. Of a file that exists only the part between two comments with the study's name is written.");
        Option<string?> page = CommonOptions.OptionalFile("--page", "Write the report as a page with pictures: HTML, one file that needs nothing else.");
        Option<bool> json = CommonOptions.Json();
        Option<bool> strict = new("--strict") { Description = "Refuse runs of mixed versions of the program, and runs that two machines disagree about." };
        Command command = new("report", "Show what a study found: each experiment, and each comparison with its p. An incomplete study has no p.") { folder, csv, markdown, page, json, strict };
        command.SetAction((parse, cancellationToken) =>
        {
            StudyFolder found = new(parse.GetRequiredValue(folder));
            OutputFiles.Refuse(found.Files, ("--csv", parse.GetValue(csv)), ("--markdown", parse.GetValue(markdown)), ("--page", parse.GetValue(page)));
            if (parse.GetValue(page) is not null)
            {
                // Else it would be told behind a report.
                DrawingLibrary.EnsureLoaded();
            }

            StudyPlan plan = found.Read();

            // A file without a place for the report is refused before anything is told or written.
            MarkdownBlock? block = parse.GetValue(markdown) is { } file ? MarkdownBlock.In(file, "--markdown", StudyReportMarkdown.BlockOf(plan.Study.Name)) : null;
            StudyReport report = StudyReport.Of(plan, found);
            if (parse.GetValue(strict) && report.Mixtures.FirstOrDefault() is { } mixture)
            {
                throw new FashionRefException(FaultKind.CheckFailed, $"{mixture} --strict refuses that: make the other runs again in a folder of their own, or leave --strict out.");
            }

            Terminal.Output.Write(parse.GetValue(json) ? JsonSerializer.Serialize(new StudyReportDocument(StudyReportDocument.CurrentFormat, report), JsonFormat.Options) + "\n" : StudyReportText.Format(report));
            Write(parse.GetValue(csv), () => StudyCsv.Format(report));
            block?.Write(report.Study, StudyReportMarkdown.Format(report));
            Write(parse.GetValue(page), () => StudyPage.Render(report, cancellationToken));
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }

    private static void Write(string? path, Func<string> text)
    {
        if (path is not null)
        {
            AtomicFile.WriteText(path, text());
        }
    }
}
